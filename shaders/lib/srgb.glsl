// sRGB transfer function (IEC 61966-2-1), linear 0…1 → encoded 0…1.
vec3 srgb_fromLinear(vec3 linear) {
  vec3 low = linear * 12.92;
  vec3 high = 1.055 * pow(max(linear, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055;
  return mix(low, high, step(vec3(0.0031308), linear));
}

// For an engine that encodes by the power 1 / 2.2 itself: what to hand it so that the screen gets true sRGB. Without
// this, dark colours come out twice as light as beside them those that we encode.
vec3 srgb_forPower22(vec3 linear) {
  return pow(srgb_fromLinear(linear), vec3(2.2));
}
