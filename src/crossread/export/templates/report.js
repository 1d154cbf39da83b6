// Touching a quotation lights its words in the text, and the other way round. The page works without this.
const lit = new Set();
function light(id, on) {
  document.querySelectorAll(`mark[data-marks~="${id}"], a[data-mark="${id}"]`).forEach((node) => {
    node.classList.toggle("lit", on);
  });
}
function idsOf(target) {
  const node = target.closest("[data-mark], [data-marks]");
  return node ? (node.dataset.mark || node.dataset.marks).split(" ") : [];
}
document.addEventListener("pointerover", (event) => {
  lit.forEach((id) => light(id, false));
  lit.clear();
  idsOf(event.target).forEach((id) => { lit.add(id); light(id, true); });
});
