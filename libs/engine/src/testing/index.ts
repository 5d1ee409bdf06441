export { Workshop, done } from './workshop.js';
export type { Hired } from './workshop.js';
