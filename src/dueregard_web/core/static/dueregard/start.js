// Pages work without this; with it, the design system's components come alive.
if (document.querySelector("script[src='/nhsuk/nhsuk-frontend.min.js']")) {
  const { initAll } = await import("/nhsuk/nhsuk-frontend.min.js");
  initAll();
}
