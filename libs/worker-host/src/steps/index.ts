export { Abandon, Preflight, Step } from './step.js';
export { stepsOf } from './step-handlers.js';
