// A building in the colour of its class (the city by an attribute): the legend's own colour, shaded only so much that its
// walls are told apart; hatched where the source says nothing.

// Linear rgb; a: 0 none, 0.5 unknown, 1 known. One texel a class.
vec4 themeColour_at(sampler2D colours, float themeClass) {
  return texelFetch(colours, ivec2(int(themeClass + 0.5), 0), 0);
}

// 0 … 1 across slanting stripes 3 m wide, their mean where they are too fine to be seen.
float themeColour_hatch(float alongMeters, float upMeters, float metersPerPixel) {
  float stripe = step(0.5, fract((alongMeters + upMeters) / 6.0));
  return mix(stripe, 0.5, smoothstep(0.8, 2.0, metersPerPixel));
}

// `facing`: cosine between the face and the key light; `gain`: what the hour leaves of the colour's light.
vec3 themeColour_over(vec3 colour, vec4 theme, float facing, float gain, float hatch) {
  float shade = (0.78 + 0.22 * max(facing, 0.0)) * gain;
  float share = theme.a < 0.75 ? 0.25 + 0.5 * hatch : 0.86;
  return mix(colour, theme.rgb * shade, share);
}
