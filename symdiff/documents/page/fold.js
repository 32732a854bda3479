"use strict";
for (const button of document.querySelectorAll(".symdiff button[data-open]")) {
  button.addEventListener("click", () => {
    for (const step of document.querySelectorAll(".symdiff details")) step.open = button.dataset.open === "yes";
  });
}
