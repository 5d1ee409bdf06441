import { Raw, type FindOperator } from 'typeorm';

/** Conditions on a time by the database's clock, because the clocks of several gateways differ. */
export const isPast = (): FindOperator<Date> => Raw((time) => `${time} <= now()`) as FindOperator<Date>;
export const isFuture = (): FindOperator<Date> => Raw((time) => `${time} > now()`) as FindOperator<Date>;
