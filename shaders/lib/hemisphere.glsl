// One directional light and one sky-to-ground hemisphere: enough to turn façades into volumes. Normal and key in ENU,
// colours linear.
vec3 hemisphere_shade(vec3 albedo, vec3 normalEnu, vec3 keyDirectionEnu, vec3 keyColour, vec3 skyColour, vec3 groundColour) {
  float key = max(dot(normalEnu, keyDirectionEnu), 0.0);
  vec3 ambient = mix(groundColour, skyColour, 0.5 + 0.5 * normalEnu.z);
  return albedo * (keyColour * key + ambient);
}
