export { SimulationSettings } from './settings.js';
export { findSimulationProblems } from './simulation-problems.js';
export { findSourceProblems, type FetchedSource, type SourceSettings } from './source-problems.js';
