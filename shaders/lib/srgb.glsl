// sRGB transfer function (IEC 61966-2-1), linear 0…1 → encoded 0…1.
vec3 srgb_fromLinear(vec3 linear) {
  vec3 low = linear * 12.92;
  vec3 high = 1.055 * pow(max(linear, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055;
  return mix(low, high, step(vec3(0.0031308), linear));
}

// The same within 1/80 of a level of 255, by square roots alone: least squares over x^(1/2), x^(1/4), x^(1/8) and x. Three
// powers are what a far pixel would cost most.
vec3 srgb_near(vec3 linear) {
  vec3 half_ = sqrt(max(linear, vec3(0.0)));
  vec3 quarter = sqrt(half_);
  vec3 high = 0.64237058 * half_ + 0.71210475 * quarter - 0.33686755 * sqrt(quarter) - 0.01756478 * linear;
  return mix(linear * 12.92, high, step(vec3(0.0031308), linear));
}

// For an engine that encodes by the power 1 / 2.2 itself: what to hand it so that the screen gets true sRGB. Without
// this, dark colours come out twice as light as beside them those that we encode.
vec3 srgb_forPower22(vec3 linear) {
  return pow(srgb_fromLinear(linear), vec3(2.2));
}
