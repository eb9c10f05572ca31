// Distance reads by haze: transmittance exp(-(d - start) / scale) beyond `startMeters`, thinner with height above ground.
float haze_share(float distanceMeters, float heightMeters, float startMeters, float scaleMeters) {
  float depth = max(distanceMeters - startMeters, 0.0) / scaleMeters;
  float low = 0.35 + 0.65 * exp(-max(heightMeters, 0.0) / 260.0);
  return exp(-depth * low);
}

// Colours linear.
vec3 haze_over(vec3 colour, float distanceMeters, float heightMeters, vec3 hazeColour, float startMeters, float scaleMeters) {
  return mix(hazeColour, colour, haze_share(distanceMeters, heightMeters, startMeters, scaleMeters));
}
