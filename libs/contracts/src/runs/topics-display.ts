import { Type, type Static } from 'typebox';

/** The places for a recording's topics: its description at an output that has one, or none. */
export const TOPICS_LOCATIONS = ['description', 'none'] as const;
export const TOPICS_FORMATS = ['timestamps', 'numbered_list', 'bullet_list', 'dash_list', 'comma_separated'] as const;
export const LONGEST_TOPIC = 1_000;
export const TOPICS_HEADING = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{0,100}$';

const characters = (): ReturnType<typeof Type.Integer> => Type.Integer({ minimum: 1, maximum: LONGEST_TOPIC });

/** The settings for showing topics (TOP-03). `topicsDisplayOf` of the domain has the defaults. */
export const TopicsDisplaySchema = Type.Object({
  /** `false`: the topics are shown nowhere. Default: on. */
  enabled: Type.Optional(Type.Boolean()),
  /** Characters. A shorter title is left out because it says too little. */
  min_length: Type.Optional(characters()),
  /** Characters. A longer title is cut. */
  max_length: Type.Optional(characters()),
  display_location: Type.Optional(Type.Enum(TOPICS_LOCATIONS)),
  format: Type.Optional(Type.Enum(TOPICS_FORMATS)),
  /** The line above the topics. Empty: none. */
  heading: Type.Optional(Type.String({ pattern: TOPICS_HEADING })),
});
export type TopicsDisplay = Static<typeof TopicsDisplaySchema>;
