SELECT
  set_config(setting, 'off', true)
FROM
  unnest(ARRAY['enable_sort', 'enable_bitmapscan', 'enable_seqscan']) setting
