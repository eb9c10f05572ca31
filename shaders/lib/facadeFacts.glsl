// What COLOR_0 of a building says (src/model/contract/tileAttributes.ts, bytesOfFacade): indices, floors, the wall's top.
struct FacadeFacts {
  float use;
  float age;
  float floors;
  float roof;
  float wallTopMeters;
};

FacadeFacts facadeFacts_of(vec4 color) {
  vec4 bytes = floor(color * 255.0 + 0.5);
  float rest = 255.0 - bytes.a;
  vec3 above = floor(vec3(bytes.r, bytes.g, rest) / vec3(8.0, 8.0, 4.0));
  vec3 below = vec3(bytes.r, bytes.g, rest) - above * vec3(8.0, 8.0, 4.0);
  float topSteps = above.x + 32.0 * above.y + 1024.0 * above.z;
  return FacadeFacts(below.x, below.y, bytes.b, below.z, topSteps / 4.0);
}
