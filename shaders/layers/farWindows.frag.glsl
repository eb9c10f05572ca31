// Lit windows from afar: each of one colour.
flat in vec4 vLightSrgb;

void main() {
  out_FragColor = vLightSrgb;
}
