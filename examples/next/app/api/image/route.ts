import { drawImage } from '../../../lib/draw-image.ts';

export const maxDuration = 60;

export const POST = drawImage;
