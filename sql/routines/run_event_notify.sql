-- A notice per event on channel `etl_run_event`; listeners that miss one find it by polling event_id.
CREATE OR REPLACE FUNCTION tools.notify_run_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('etl_run_event', NEW.client_id || ' ' || NEW.batch_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER notify_run_event AFTER INSERT ON tools.run_event
    FOR EACH ROW EXECUTE FUNCTION tools.notify_run_event();
