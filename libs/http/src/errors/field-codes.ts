import { errorCodes } from './error-code.js';

/** What may be wrong with a field, parameter or header: the `code` of an entry of `errors`. */
export const FieldCodes = errorCodes({
  required: {
    status: 400,
    meaning: 'The field is missing or null.',
    remedy: 'Send it.',
  },
  unknown_field: {
    status: 400,
    meaning: 'The operation has no field or parameter of this name.',
    remedy: 'Leave it out, or correct its spelling; names are in snake_case.',
  },
  wrong_type: {
    status: 400,
    meaning: 'The value is of another JSON type than the document says.',
    remedy: 'Send the type of the schema; a number or a boolean is not written as a string in a body.',
  },
  not_allowed: {
    status: 400,
    meaning: 'The value is none of the words of its list.',
    remedy: 'Send one of the words that `message` names, in capitals where they are capitals.',
  },
  out_of_range: {
    status: 400,
    meaning: 'It is not a whole number within its limits; an id goes from 1 to 9007199254740991.',
    remedy: 'Send a whole number in decimal digits within the limits of the schema.',
  },
  too_short: {
    status: 400,
    meaning: 'The text has fewer characters than its least.',
    remedy: 'Send at least `minLength` characters, or leave an optional field out.',
  },
  too_long: {
    status: 400,
    meaning: 'The text has more characters, or more bytes of UTF-8, than its most.',
    remedy: 'Shorten it: nothing is ever cut off. Characters are Unicode code points.',
  },
  malformed_text: {
    status: 400,
    meaning: 'The text holds a NUL character or a lone surrogate, which cannot be stored as sent.',
    remedy: 'Take the character out; in JavaScript `text.toWellFormed()` replaces lone surrogates.',
  },
  not_a_user_id: {
    status: 400,
    meaning: 'It is not a user id: 1-128 characters without control characters, and not `assistant`.',
    remedy: 'Send the `sub` of their tokens, exactly.',
  },
  not_a_time: {
    status: 400,
    meaning: 'It is not a time of RFC 3339.',
    remedy: 'Send a time with its zone, such as 2026-01-02T03:04:05Z; a `+` in a query is written `%2B`.',
  },
  too_many: {
    status: 400,
    meaning: 'The array has more entries than its most.',
    remedy: 'Send fewer; more participants are added by further messages of type SYSTEM.',
  },
  too_many_keys: {
    status: 400,
    meaning: 'The metadata have more than 50 keys at the top, or the body more than 100 fields.',
    remedy: 'Put keys that belong together into one object, or keep the data on your side.',
  },
  too_deep: {
    status: 400,
    meaning: 'Objects and arrays are nested too deep: 5 levels in metadata, 32 in a body.',
    remedy: 'Send flatter metadata, or a part of them as a string of JSON.',
  },
  too_large: {
    status: 400,
    meaning: 'The metadata are longer than 16,384 bytes of JSON.',
    remedy: 'Keep the data on your side, and their id in the metadata.',
  },
  server_owned_field: {
    status: 400,
    meaning: 'The field belongs to the server, and what was sent differs from what the server would say.',
    remedy: 'Leave the field out.',
  },
});
