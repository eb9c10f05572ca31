// Light on sloping ground against light on level ground: 1 where level, so that flat districts keep their colours. The
// slope is overdrawn by `drama`: at city scale true slopes of a few degrees would hardly be seen.
#include "lib/hemisphere.glsl"

float groundLight_share(vec3 normalEnu, float drama, vec3 keyDirectionEnu, vec3 keyColour, vec3 skyColour, vec3 groundColour) {
  const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);
  vec3 steep = normalize(vec3(normalEnu.xy * drama, max(normalEnu.z, 0.05)));
  vec3 level = hemisphere_shade(vec3(1.0), vec3(0.0, 0.0, 1.0), keyDirectionEnu, keyColour, skyColour, groundColour);
  vec3 sloping = hemisphere_shade(vec3(1.0), steep, keyDirectionEnu, keyColour, skyColour, groundColour);
  return dot(sloping, LUMINANCE) / dot(level, LUMINANCE);
}

// The same with soft ends: nearly white land must not burn out in the sun, and no shade is a hole. `shade` is the most
// that is taken away, `shine` the most that is added; small differences stay as they are.
float groundLight_within(float share, float shade, float shine) {
  float most = share < 1.0 ? shade : shine;
  return 1.0 + most * tanh((share - 1.0) / most);
}
