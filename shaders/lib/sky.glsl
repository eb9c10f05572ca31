// Sky from horizon to zenith. `sine` is the sine of the elevation; below the horizon the haze closes the picture.
// Below lies the land outside the district, without any detail.
vec3 skyColourAt(float sine, vec3 horizon, vec3 zenith, vec3 haze, vec3 outside) {
  float up = clamp(sine, 0.0, 1.0);
  vec3 sky = mix(horizon, zenith, 1.0 - exp(-up * 5.5));
  vec3 below = mix(haze, outside, smoothstep(0.0, 0.16, -sine));
  return mix(below, sky, smoothstep(-0.012, 0.03, sine));
}

// Half a level of noise against banding in dark gradients.
float ditherAt(vec2 pixel) {
  return (fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
