// Unfolds what the address names: Chromium does so by itself since 2022, others only later.
(function () {
  "use strict";
  function unfold() {
    var place = document.getElementById(location.hash.slice(1));
    var folded = false;
    for (var at = place; at; at = at.parentElement) {
      if (at.localName === "details" && !at.open) { at.open = folded = true; }
    }
    if (folded) { place.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
}());
