/** What a form gives back unchanged. */
export const HiddenFields = ({ fields = {} }: { fields?: Record<string, string> | undefined }) => (
  <>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)
