// Sky from horizon to zenith; `sine` is the sine of the elevation, ≥ 0.
vec3 skyColourAt(float sine, vec3 horizon, vec3 zenith) {
  return mix(horizon, zenith, 1.0 - exp(-clamp(sine, 0.0, 1.0) * 5.5));
}

// Half a level of noise against banding in dark gradients.
float ditherAt(vec2 pixel) {
  return (fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
