export { Workshop, done } from './workshop.js';
export type { WorkshopProcess } from './workshop.js';
