declare module 'gltf-validator' {
  /** Khronos glTF validator; severity 0 is an error, 1 a warning, 2 an information, 3 a hint. */
  export function validateBytes(
    bytes: Uint8Array,
  ): Promise<{ issues: { messages: { severity: number; code: string; message: string; pointer?: string }[] } }>;
}
