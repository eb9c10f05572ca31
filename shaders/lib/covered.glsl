// Share of a pixel `width` wide around `at` that lies between `from` and `to`: edges without steps.
float covered_share(float at, float from, float to, float width) {
  return clamp((min(at + 0.5 * width, to) - max(at - 0.5 * width, from)) / max(width, 1e-4), 0.0, 1.0);
}
