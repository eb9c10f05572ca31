// Faces turned away from the light are dark by their own shading. Where shadows are laid over the finished picture (`left` of
// the encoded colour stays, 1 = no shadows), those faces would be darkened twice: the gain that makes up for it, for a
// linear colour. Shadows fade out over the last fifth of their reach.
float ownShade_gain(float facing, float depthMeters, float reachMeters, float left) {
  float covered = 1.0 - clamp((depthMeters - 0.8 * reachMeters) / (0.2 * reachMeters), 0.0, 1.0);
  float turnedAway = 1.0 - smoothstep(0.0, 0.15, facing);
  return pow(mix(1.0, 1.0 / left, covered * turnedAway), 2.2);
}
