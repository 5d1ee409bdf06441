/** The problems of a request that names a template. */
export const CHOICE_PROBLEMS = ['unknown-template', 'template-is-draft'] as const;

/** The problems of a request that can name a template and outputs. */
export const RUN_CHOICE_PROBLEMS = [...CHOICE_PROBLEMS, 'output-not-found'] as const;

/** The problems of a run with stored settings. */
export const TEMPLATE_PROBLEMS = [...RUN_CHOICE_PROBLEMS, 'template-unusable', 'output-missing', 'settings-conflict'] as const;
