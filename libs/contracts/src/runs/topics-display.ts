import { Type, type Static } from 'typebox';

/** Where people see the topics of a recording: in its description at an output that has one, or nowhere. */
export const TOPICS_LOCATIONS = ['description', 'none'] as const;
export const TOPICS_FORMATS = ['timestamps', 'numbered_list', 'bullet_list', 'dash_list', 'comma_separated'] as const;
export const LONGEST_TOPIC = 1_000;
/** One line of text. */
export const TOPICS_HEADING = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{0,100}$';

const characters = (): ReturnType<typeof Type.Integer> => Type.Integer({ minimum: 1, maximum: LONGEST_TOPIC });

/** How topics are shown (TOP-03). What is left out is as `topicsDisplayOf` of the domain says. */
export const TopicsDisplaySchema = Type.Object({
  /** Characters: a shorter title says too little, and is left out. */
  min_length: Type.Optional(characters()),
  /** Characters: a longer title is cut. */
  max_length: Type.Optional(characters()),
  display_location: Type.Optional(Type.Enum(TOPICS_LOCATIONS)),
  format: Type.Optional(Type.Enum(TOPICS_FORMATS)),
  /** Stands above the topics; empty: nothing does. */
  heading: Type.Optional(Type.String({ pattern: TOPICS_HEADING })),
});
export type TopicsDisplay = Static<typeof TopicsDisplaySchema>;
