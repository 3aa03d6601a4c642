export const WRITER = Symbol('WRITER');
