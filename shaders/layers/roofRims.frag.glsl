// Upper edges of flat roofs: lines a pixel wide.
in vec4 vRimSrgb;

void main() {
  out_FragColor = vRimSrgb;
}
