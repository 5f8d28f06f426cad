/** A piece of the picture, drawn from its own top; `height` says where the next begins. In pixels. */
export interface Section {
  readonly shapes: readonly string[];
  readonly height: number;
}

export const pictureWidth = 1200;
export const margin = 64;
export const innerWidth = pictureWidth - 2 * margin;
