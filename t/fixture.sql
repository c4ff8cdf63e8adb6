-- Two operators, and lines for what a test wants to see.  Device 1 has been told something of
-- line 1 (version 7); others are new.
INSERT INTO plan (id, operator, code, name) VALUES (1,1,'plus','Plus'), (2,1,'basic','Basic'), (3,2,'south','South');
INSERT INTO plan_feature (operator, plan_id, app, access, network) VALUES
  (1,1,2003,'lte','home'),(1,1,2003,'lte','visited'),(1,1,2003,'nr','home'),(1,1,2003,'nr','visited'),
  (1,1,2004,'wlan','home'),(1,1,2005,'any','home'),
  (1,2,2003,'lte','home'),
  (2,3,2003,'lte','home'),(2,3,2003,'lte','visited'),(2,3,2004,'wlan','home');
INSERT INTO feature (operator, app, terms_version, address, provision) VALUES
  (1,2003,0,0,0),(1,2004,2,1,1),(1,2005,0,0,0),(2,2003,0,0,0),(2,2004,0,0,0);
INSERT INTO network_feature (operator, app, access, network, state) VALUES
  (1,2003,'lte','home','offered'),(1,2003,'lte','visited','offered'),(1,2003,'nr','home','offered'),
  (1,2004,'wlan','home','offered'),(1,2005,'any','home','offered'),
  (2,2003,'any','home','offered'),(2,2003,'any','visited','absent'),(2,2004,'wlan','home','offered');
INSERT INTO device_policy (id, operator, app, vendor, model, allowed) VALUES (1,1,2004,'OldCo','Brick*',0);
INSERT INTO line (id, operator, msisdn, plan_id, state, created_at) VALUES
  (1,1,'15550100001',1,'active',0),(2,1,'15550100002',2,'active',0),(3,1,'15550100003',1,'barred',0),
  (4,1,'15550100004',1,'suspended',0),(5,1,'15550100005',1,'active',0),(6,2,'15550200001',3,'active',0),
  (7,1,'15550100007',1,'active',0),(8,1,'15550100008',1,'active',0),(9,1,'15550100009',1,'active',0);
INSERT INTO sim (id, operator, line_id, imsi, plmn) VALUES
  (1,1,1,'001010000000001','00101'),(2,1,2,'001010000000002','00101'),(3,1,3,'001010000000003','00101'),
  (4,1,4,'001010000000004','00101'),(5,1,5,'001010000000005','00101'),(6,2,6,'001020000000001','00102'),
  (7,1,7,'001010000000007','00101'),(8,1,8,'001010000000008','00101'),(9,1,9,'001010000000009','00101');
-- 1: all done.  5: nothing done.  7: terms of an older version.  8: address being checked.  9: being provisioned.
INSERT INTO line_feature (line_id, app, operator, terms_version, prov) VALUES
  (1,2004,1,2,'done'),(7,2004,1,1,'done'),(8,2004,1,2,'none'),(9,2004,1,2,'pending');
INSERT INTO emergency_address (line_id, operator, state, location_id, expires_at) VALUES
  (1,1,'valid','LOC-1',1900000000),(7,1,'valid','LOC-7',0),(8,1,'pending','',0),(9,1,'valid','LOC-9',0);
INSERT INTO device (id, operator, terminal_id, vendor, model, software) VALUES
  (1,1,'356938035643809','vend','modelY','versionZ'),(2,2,'356938035643809','vend','modelY','versionZ');
INSERT INTO line_device (line_id, device_id, operator, version, told, rev, told_rev, changed_at) SELECT 1,1,1,7,'',rev,0,0 FROM line WHERE id = 1;
