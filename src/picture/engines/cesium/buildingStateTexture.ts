/** Keeps the texture of the buildings' states up to date; only rows that changed travel. */
import type { CustomShader } from '@cesium/engine';
import { STATE_TEXELS_WIDE, type StateRows } from '../../layers/buildings/buildingStates.ts';
import { buildingStatesTexture } from './cityTiles.ts';

const NAME = 'u_buildingStates';
const FLOATS_PER_ROW = STATE_TEXELS_WIDE * 4;

/** In place where the shader's texture has its size already, else as a new one. */
export function putStates(shader: CustomShader, { texels, fromRow, toRow }: StateRows): void {
  const texture = (shader as unknown as ShaderTextures)._textureManager.getTexture(NAME);
  if (texture?.height !== texels.length / FLOATS_PER_ROW) {
    shader.setUniform(NAME, buildingStatesTexture(texels));
    return;
  }
  const arrayBufferView = texels.subarray(fromRow * FLOATS_PER_ROW, toRow * FLOATS_PER_ROW);
  texture.copyFrom({
    yOffset: fromRow,
    source: { arrayBufferView, width: STATE_TEXELS_WIDE, height: toRow - fromRow },
  });
}

interface StatesTexture {
  readonly height: number;
  copyFrom(part: {
    readonly yOffset: number;
    readonly source: { readonly arrayBufferView: ArrayBufferView; readonly width: number; readonly height: number };
  }): void;
}

/** The part of Cesium's shader that holds its textures; not in its type declarations. */
interface ShaderTextures {
  readonly _textureManager: { getTexture(name: string): StatesTexture | undefined };
}
