"""Messages written for these tests, with the label a fair reader would give them."""

BOOK = """Hello! I hope you remember me. I have wonderful news: my new book, "The Open Door", is \
finally out, and I could not be prouder. My last book became a best-seller within a week and sold \
over 40,000 copies; I have been featured in many magazines, and readers write to me every day that \
my ideas changed their lives. I poured ten years of my experience into this one, and my publisher \
tells me it is my best work.

As a member of my network you get the privilege of a free chapter before anybody else does. I \
would love you to promote the book: would you share it with your network and your followers, and \
leave an honest review on the store page? I am counting on my friends to help me spread the word.

You can get your copy here: https://example.org/open-door

P.S. How are you?"""

AFFILIATE = """Hi! We have not met. I do the marketing for Victor Lang, who is launching his new \
course on negotiation in May. His last launch did really well. I'm writing on behalf of Victor to \
ask if you would like to be a launch partner: would you mail your list about it and promote the \
course to your audience? You earn 40% commission on every sale, and there is swipe copy ready."""

PITCHES = {
    "book": BOOK,
    "affiliate": AFFILIATE,
    "leads": "Hi Nina, I came across your profile and love what you do. We help agencies like "
    "yours to get more qualified leads without cold calling. Open to a quick 15-minute call?",
    "design": "Hello, my name is Omar and I'm a freelance web designer. I noticed a few issues on "
    "your website. Could I send you a free mock-up, no obligation?",
    "recruiter": "Hi Petra, I'm a recruiter at Northway. We are hiring senior engineers and your "
    "experience would be a great fit for the role. Are you open to new opportunities?",
    "income": "Hey lovely! I just joined an amazing company and I'm looking for 5 motivated women "
    "to join my team. Earn extra income from home, be your own boss! Message me for details.",
    "crypto": "Good day, have you considered investing in bitcoin? My trading platform offers "
    "guaranteed returns every week. Message me on WhatsApp to start with a small investment.",
    "backlink": "Hi, I was reading your blog and really enjoyed it. Do you accept guest posts? We "
    "would pay for a sponsored article with a dofollow link to our site.",
    "webinar": "We are hosting a free webinar on hiring next Thursday, and I would love to invite "
    "you. Save your seat here: https://example.org/webinar",
    "fund": "Dear friends, I am raising money for the shelter. Every donation counts, please "
    "share the campaign with your friends: https://gofundme.com/f/example",
    "podcast": "I host a show about small farms and we would love to have you on our podcast. "
    "Would you be interested? Pick a time that works: https://calendly.com/example",
    "follow-up": "Hi Jo, just following up on my last message. Did you get a chance to look at "
    "our proposal? Our platform could save your team hours every week. Worth a quick chat?",
    "vote": "Hi all! Our bakery is a finalist. Please vote for us and share the post with your "
    "friends, it would mean the world to us!",
    "investors": "We're raising a seed round for our startup and are talking to angel investors. "
    "May I send you our pitch deck? Happy to jump on a call this week.",
    "discount": "Special offer for my connections: 20% off all coaching packages until Sunday. "
    "Use the code SPRING and book your place here: https://example.org/coach",
    "thesis": "Hello, I'm conducting a survey for my thesis on remote work. Would you take part "
    "in the study? It takes 10 minutes of your time: https://example.org/s",
    "jv": "Would you like to become an affiliate for our launch? We pay 50% commission and "
    "provide all emails for your mailing list.",
    "es-agency": "Hola Marta, he visto tu perfil y me ha gustado. Somos una agencia y ayudamos a "
    "empresas a conseguir más clientes. ¿Te interesaría una breve llamada esta semana?",
    "es-book": "¡Hola! Acabo de publicar mi nuevo libro, ya es superventas. ¿Podrías compartirlo "
    "con tus contactos y seguidores? Te envío un capítulo gratis.",
    "es-income": "Hola, ¿te interesa saber más sobre una oportunidad de negocio? Puedes ganar "
    "dinero extra desde casa con nuestros productos.",
    "fr-agency": "Bonjour, je me permets de vous contacter car j'ai vu votre profil. Nous aidons "
    "les entreprises à trouver de nouveaux clients. Auriez-vous quinze minutes cette semaine ?",
    "fr-book": "Bonjour ! Je viens de publier un livre, déjà un best-seller. Pourriez-vous le "
    "partager avec votre réseau et vos abonnés ?",
    "fr-offer": "Nous proposons des formations en ligne. Profitez de notre offre spéciale : une "
    "remise de 30 % avec ce code promo. Seriez-vous intéressé par une démo gratuite ?",
    "de-agency": "Guten Tag Frau Berg, ich bin auf Ihr Profil gestoßen. Wir helfen Unternehmen, "
    "neue Kunden zu gewinnen. Hätten Sie Interesse an einem kurzen Gespräch?",
    "de-book": "Hallo! Mein neues Buch ist da und schon ein Bestseller. Würdest du es mit deinem "
    "Netzwerk teilen? Ein Probekapitel schicke ich dir kostenlos.",
    "de-income": "Hallo, suchst du ein passives Einkommen von zu Hause? Unser Partnerprogramm "
    "macht es möglich. Melde dich bei mir, ganz unverbindlich!",
    "pt-agency": "Olá Rita, vi seu perfil. Ajudamos empresas a aumentar suas vendas. Teria "
    "interesse em marcar uma conversa rápida?",
    "it-agency": "Buongiorno, ho visto il suo profilo. Aiutiamo le aziende a trovare nuovi "
    "clienti. Possiamo fissare una breve chiamata?",
    "nl-agency": "Hoi Sanne, ik zag je profiel. Wij helpen ondernemers aan meer klanten. Heb je "
    "interesse in een kort gesprek?",
}

ORDINARY = {
    "thanks": "Thank you for connecting, Ivan. I enjoyed your article on bridges.",
    "thanks-talk": "Thanks for the demo yesterday, it answered most of our questions.",
    "decline": "Thank you for thinking of me, but I'll pass. I don't promote products I haven't "
    "used. Good luck with the launch!",
    "decline-short": "Not interested, thanks.",
    "decline-network": "I'd rather not share things with my network, I hope you understand.",
    "congrats": "Congratulations on the new role! Well deserved.",
    "thursday": "See you Thursday at the station, I'll bring the tickets.",
    "late": "Running late, the train is stuck again. Start without me!",
    "advice": "Can I ask your advice? You've done this before: how did you choose a school?",
    "price": "How much do you charge for a portrait of two dogs? Do you ship to Malta?",
    "order": "Hello, my order has not arrived yet. Could you check the number for me?",
    "customer-like": "I'd like to order two of the chairs in your shop, the blue ones.",
    "rejected": "Thank you for your interview. We decided to move forward with another candidate.",
    "own-work": "To answer your question: I've finished chapter three of my book, so the draft "
    "should be with you on Monday.",
    "book-chat": "I loved your new book! The part about the lighthouse made me cry.",
    "free": "Are you free on Saturday? We could try the new pizza place.",
    "call": "Can you call me when you get home? Mum wants to know about Sunday.",
    "sale-talk": "lol I bought it on sale, 50% off, the kids love it",
    "meeting": "The meeting is moved to 3 pm, same room. Bring the slides please.",
    "report": "The report is due on Friday. Could you check the figures in section two?",
    "answer": "As we discussed, I've attached the contract. Let me know what you think.",
    "link": "Here's the map: https://example.org/map. The door is on the left.",
    "old-friend": "It's been ages! How are you? We moved to the coast last year, the kids are in "
    "school now. Do you still play the cello?",
    "sorry": "Sorry for the late reply, I was on holiday. Yes, June works for me.",
    "welcome": "You're welcome! Happy to help.",
    "podcast-chat": "I heard you on the radio this morning, great interview!",
    "condolence": "I'm so sorry for your loss. Thinking of you.",
    "football": "Did you watch the match? What a goal!",
    "intro": "It was great meeting you at the fair. I'd enjoy staying in touch.",
    "work-lead": "Who will lead the workshop on Tuesday? Ana is ill.",
    "business-trip": "I'm in Oslo on business next week. Dinner on Wednesday?",
    "invest-chat": "Haha no, I sold all my shares years ago, we needed the money for the roof.",
    "gift": "Thank you so much for the lovely gift, you should not have!",
    "job-friend": "I got the job! I start on the first of May. Thank you for all your help.",
    "bug": "The build has failed since Monday. Who owns the deploy key?",
    "share-flat": "Do you want to share a taxi to the airport?",
    "network-down": "Our network is down again, can you have a look at the server?",
    "no-lead": "Thank you for letting me know. All the best to you.",
    "es-chat": "¿Quedamos el viernes? Llego tarde del trabajo, pero a las nueve seguro.",
    "es-thanks": "Muchas gracias por tu ayuda con la mudanza, nos salvaste.",
    "es-decline": "Gracias, pero no me interesa. Ya tenemos proveedor.",
    "fr-chat": "On se voit jeudi ? J'apporte le dessert. Bisous aux enfants.",
    "fr-thanks": "Merci beaucoup pour votre accueil, c'était une belle soirée.",
    "fr-decline": "Non merci, je ne suis pas intéressé.",
    "de-chat": "Bin gleich da, die Bahn war voll. Hast du den Schlüssel?",
    "de-thanks": "Vielen Dank für die Vernetzung, Herr Kern. Schöne Grüße aus Wien!",
    "de-decline": "Danke für Ihre Nachricht, aber wir haben keinen Bedarf.",
    "de-work": "Die Rechnung ist im Anhang. Passt der Termin am Dienstag noch?",
    "pt-chat": "Oi! Estou chegando, só mais dez minutos. Beijos",
    "it-chat": "Ci vediamo stasera? Porto io il vino.",
    "nl-chat": "Tot morgen! Hoe laat begint de wedstrijd?",
}
