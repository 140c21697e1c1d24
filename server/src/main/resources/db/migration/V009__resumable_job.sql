-- Resumable uploads may ask for renditions; where it is told of the job that makes them.

ALTER TABLE resumable ADD COLUMN job TEXT;
