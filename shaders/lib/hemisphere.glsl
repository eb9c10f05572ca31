// One directional light and one sky-to-ground hemisphere: enough to turn façades into volumes. Normal and key in ENU.
vec3 shadeHemisphere(vec3 albedo, vec3 normal, vec3 keyDirection, vec3 keyColour, vec3 skyColour, vec3 groundColour) {
  float key = max(dot(normal, keyDirection), 0.0);
  vec3 ambient = mix(groundColour, skyColour, 0.5 + 0.5 * normal.z);
  return albedo * (keyColour * key + ambient);
}
