CREATE TABLE thing (id ${identity}, name ${text} NOT NULL, content ${blob} NOT NULL);
