export { Arrivals } from './arrivals.js';
export { askBriefly } from './ask-briefly.js';
export { hasNoResponder } from './no-responder.js';
export { HISTORY, type History } from './history.js';
