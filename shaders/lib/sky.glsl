// Sky from horizon to zenith, linear; `sine` is the sine of the elevation, ≥ 0.
vec3 sky_colour(float sine, vec3 horizon, vec3 zenith) {
  return mix(horizon, zenith, 1.0 - exp(-clamp(sine, 0.0, 1.0) * 5.5));
}
