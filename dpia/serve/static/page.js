// The terminal takes the keys at once, and again whenever the window does.
"use strict";
const take = () => document.querySelector(".xterm-helper-textarea")?.focus();
window.addEventListener("load", take);
window.addEventListener("focus", take);
