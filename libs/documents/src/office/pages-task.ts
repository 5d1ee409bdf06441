import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

export interface PagesInput {
  readonly path: string;
  readonly kind: 'text' | 'html' | 'email';
  readonly output: string;
}

export const renderPagesTask: Task<PagesInput, ReturnType<typeof Type.Object>, ReturnType<typeof Type.Never>> = {
  name: 'render-pages',
  result: Type.Object({}),
  note: Type.Never(),
};
