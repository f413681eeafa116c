import { answerShapes } from './answer-shapes.ts';
import { callShapes } from './call-shapes.ts';
import { nativeShapes } from './native-shapes.ts';
import type { ShapeTable } from './shape.ts';
import { jsonShapes, markupShapes } from './text-shapes.ts';

/** The name of an unusual form that the local gateway can answer in. */
export type LocalShape =
  | keyof typeof nativeShapes
  | keyof typeof callShapes
  | keyof typeof jsonShapes
  | keyof typeof markupShapes
  | keyof typeof answerShapes;

export const localShapes: ShapeTable<LocalShape> = {
  ...nativeShapes,
  ...callShapes,
  ...jsonShapes,
  ...markupShapes,
  ...answerShapes,
};
