// Light on sloping ground against light on level ground: 1 where level, so that flat districts keep their colours. The
// slope is overdrawn by `drama`: at city scale true slopes of a few degrees would hardly be seen.
#include "lib/hemisphere.glsl"

vec3 groundLight_share(vec3 normalEnu, float drama, vec3 keyDirectionEnu, vec3 keyColour, vec3 skyColour, vec3 groundColour) {
  vec3 steep = normalize(vec3(normalEnu.xy * drama, max(normalEnu.z, 0.05)));
  vec3 level = hemisphere_shade(vec3(1.0), vec3(0.0, 0.0, 1.0), keyDirectionEnu, keyColour, skyColour, groundColour);
  return hemisphere_shade(vec3(1.0), steep, keyDirectionEnu, keyColour, skyColour, groundColour) / level;
}
