// Notes when the emergency link first stands on the screen.
(function look() {
  const link = document.querySelector('a[href="%s"]');
  const box = link && link.checkVisibility() && link.getBoundingClientRect();
  if (box && box.width && box.height && box.top < innerHeight) window.seen = performance.now();
  else requestAnimationFrame(look);
})();
