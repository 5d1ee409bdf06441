import { many } from '../many.js';

export const items = (count: number): string => many(count, 'Element', 'Elemente');
