(function () {
  "use strict";
  var text = document.getElementById("choices");
  if (!text) { return; }
  var button = document.createElement("button");
  button.type = "button";
  button.textContent = text.dataset.copy;
  var said = document.createElement("output");
  text.after(button, said);
  function select() {
    window.getSelection().selectAllChildren(text);
    said.textContent = text.dataset.selected;
  }
  button.addEventListener("click", function () {
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(text.textContent).then(function () {
      said.textContent = text.dataset.copied;
    }, select);
  });
}());
