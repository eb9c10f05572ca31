// Normal of the flat face that a fragment lies on, from where it and its neighbours are (relative to the eye, where
// floats are finest). Faces the eye. Nothing is stored: ground has millions of corners and no curved face.
vec3 faceNormal_of(vec3 positionEye) {
  vec3 normal = cross(dFdx(positionEye), dFdy(positionEye));
  return normalize(dot(normal, positionEye) > 0.0 ? -normal : normal);
}
