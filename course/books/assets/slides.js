// Starts the slides. A click, the arrow keys, the space bar and a swipe go on; O shows all slides, F fills the screen.
/* global Reveal */
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.03,
  center: false,
  hash: true,
  transition: "none",
  backgroundTransition: "none",
  slideNumber: "c/t",
  controlsTutorial: false,
}).then(() => {
  // With the role `application`, screen readers would pass the keys on and not read the slide's text.
  document.querySelector(".reveal").removeAttribute("role");
});
