/** The problems of a request that names a template. */
export const CHOICE_PROBLEMS = ['unknown-template', 'template-is-draft'] as const;

/** The problems of a request that can name a template and outputs. */
export const RUN_CHOICE_PROBLEMS = [...CHOICE_PROBLEMS, 'output-not-found'] as const;

/** The problems of a request that registers an item and can start its run with stored settings. */
export const FIRST_RUN_PROBLEMS = [...RUN_CHOICE_PROBLEMS, 'output-missing', 'settings-conflict'] as const;

/** The problems of a run with stored settings. A new item is not bound to a template yet. */
export const TEMPLATE_PROBLEMS = [...FIRST_RUN_PROBLEMS, 'template-unusable'] as const;
