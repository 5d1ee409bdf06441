/** The product's version. A spec keeps it equal to package.json. */
export const VERSION = '0.1.0';
