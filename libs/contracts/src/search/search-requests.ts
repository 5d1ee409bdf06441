import { Type, type Static } from 'typebox';

const v = Type.Literal(1);

/** A request to the search service to remove the texts of an erased or expired item from the search. */
export const SearchForgetSchema = Type.Object({ v, assetId: Type.String({ minLength: 1, maxLength: 100 }) });
export type SearchForget = Static<typeof SearchForgetSchema>;

export const SearchForgottenSchema = Type.Object({ v, forgotten: Type.Literal(true) });
export type SearchForgotten = Static<typeof SearchForgottenSchema>;

/** A request to the search service to fill the index again from the start of the log. */
export const SearchRefillSchema = Type.Object({ v, refill: Type.Literal(true) });
export type SearchRefill = Static<typeof SearchRefillSchema>;

export const SearchRefillingSchema = Type.Object({ v, refilling: Type.Literal(true) });
export type SearchRefilling = Static<typeof SearchRefillingSchema>;
