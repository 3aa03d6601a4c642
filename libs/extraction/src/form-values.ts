/** What pdf.js tells of an annotation: a field of a form, or a note that stands on the page. */
export interface PageAnnotation {
  readonly subtype?: string;
  readonly fieldType?: string;
  readonly fieldName?: string;
  readonly alternativeText?: string;
  readonly fieldValue?: unknown;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly hidden?: boolean;
  readonly contentsObj?: { readonly str?: string };
}

/** What was filled into the forms of a page, a field a line: `Name: Ann`; and text that was put upon it. */
export function formValues(annotations: readonly PageAnnotation[]): string {
  return annotations
    .filter(({ hidden }) => hidden !== true)
    .map((each) => (each.subtype === 'FreeText' ? (each.contentsObj?.str ?? '') : fieldLine(each)))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function fieldLine({
  fieldType,
  fieldName,
  alternativeText,
  fieldValue,
  checkBox,
  radioButton,
}: PageAnnotation): string {
  if (fieldType === undefined || fieldType === 'Sig') return '';
  const value = [fieldValue]
    .flat()
    .filter((each) => typeof each === 'string')
    .join(', ')
    .trim();
  if (value === '' || ((checkBox === true || radioButton === true) && value === 'Off')) return '';
  const name = [alternativeText, fieldName].find((each) => each !== undefined && each.trim() !== '')?.trim() ?? '';
  return name === '' ? value : `${name}: ${value}`;
}
