-- Acts that stand, with all that is on record of them: neither undone (or redone since), nor made on a content that was replaced.
CREATE OR REPLACE VIEW tools.standing_act AS
SELECT a.* FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
WHERE a.kind NOT IN ('undo', 'redo')
  AND coalesce((SELECT u.kind = 'redo' FROM tools.decision_act u
                WHERE u.target_act = a.act_id ORDER BY u.act_id DESC LIMIT 1), true);
