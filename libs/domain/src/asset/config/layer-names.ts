/** The layers of a run's configuration in rising priority, as `config_sources` names them (CFG-01). */
export const DEFAULT = 'default';
export const SERVER = 'server';
export const USER = 'user';
export const TEMPLATE = 'template';
export const PREVIOUS_RUN = 'previous run';
export const RUN_TEMPLATE = 'run template';
export const PREFERENCES = 'preferences';
export const REQUEST = 'request';
/** The definition of an output decides its own patterns, above all layers. */
export const OUTPUT = 'output';

/**
 * Settings that a request named stay with the item. The next run takes all others from the present value of their layer, so
 * that a correction there also reaches failed items.
 */
export const isRequested = (source: string | undefined): boolean => source === REQUEST || source === PREVIOUS_RUN;
