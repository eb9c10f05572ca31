// A point of light: full in its middle, nothing left of it at its edge.
in vec4 vColorSrgb;

void main() {
  vec2 aside = gl_PointCoord * 2.0 - 1.0;
  float left = 1.0 - smoothstep(0.1, 1.0, dot(aside, aside));
  out_FragColor = vec4(vColorSrgb.rgb, vColorSrgb.a * left);
}
